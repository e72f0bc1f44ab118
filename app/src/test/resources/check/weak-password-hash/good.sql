ALTER ROLE app SET password_encryption = 'scram-sha-256';
