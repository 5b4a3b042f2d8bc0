output "address" {
  description = "Where services find the database."
  value       = aws_db_instance.this.address
}
