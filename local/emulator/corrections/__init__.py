"""What AWS does and the emulator does not: one module a correction, each with the AWS behaviour that it restores."""
