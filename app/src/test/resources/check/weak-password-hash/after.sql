ALTER ROLE app RESET password_encryption;
