variable "name" {
  description = "What the database is called."
  type        = string
}

variable "storage" {
  description = "Its size in gigabytes."
  type        = number
  default     = 20
}
