ALTER ROLE app SET password_encryption = 'md5';
