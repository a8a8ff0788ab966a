create table if not exists balance (
  account  varchar(64) primary key,
  amount   numeric(19, 2) not null,
  currency char(3) not null
);

insert into balance (account, amount, currency)
select 'demo', 1000.00, 'EUR'
where not exists (select 1 from balance where account = 'demo');
