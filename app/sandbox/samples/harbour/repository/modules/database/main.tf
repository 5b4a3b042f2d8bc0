resource "aws_db_instance" "this" {
  identifier        = var.name
  allocated_storage = var.storage
  engine            = "postgres"
}
