DROP ROLE admin_1, admin_2, admin_3, admin_4;
