import type { DatabaseEngine } from "./data-tier-args";

/** What an instance is told at its first start. It names where secrets are, and holds none. */
export interface UserDataSettings {
  engine: DatabaseEngine;
  engineVersion: string;
  port: number;
  databaseName: string;
  username: string;
  /** Name on the server's certificate. */
  hostName: string;
  /** Id of the data volume. */
  volumeId: string;
  /** ARN of the secret with the password. */
  secretArn: string;
  region: string;
}

/** EC2 takes 16 KiB. */
export const mostBytes = 16_384;

/** A script for bash on Amazon Linux 2023. Whatever is done already is left as it is: the volume outlives instances. */
export function userData(settings: UserDataSettings): string {
  return [start(settings), { postgres, mysql }[settings.engine](settings)].join("\n");
}

/** Words of a script that come from settings are quoted; none of them has a quote in it. */
const quoted = (text: string | number): string => `'${text}'`;

const start = ({ volumeId, secretArn, region, hostName, databaseName, username, port }: UserDataSettings): string =>
  `#!/bin/bash
set -euo pipefail
umask 077

database=${quoted(databaseName)}
user=${quoted(username)}
port=${quoted(port)}
data=/srv/database

# The volume is attached after the instance has started. Its name on the machine is its id.
device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volumeId.replace("-", "")}
for _ in {1..120}; do
  [ -e "$device" ] && break
  sleep 5
done
blkid "$device" >/dev/null || mkfs.xfs "$device"
mkdir -p "$data"
grep -q "$data" /etc/fstab || echo "$device $data xfs defaults,nofail 0 2" >>/etc/fstab
mountpoint -q "$data" || mount "$data"
xfs_growfs "$data"

password() {
  aws secretsmanager get-secret-value --region ${quoted(region)} --secret-id ${quoted(secretArn)} \\
    --query SecretString --output text | jq -r .password
}

dnf install -y jq openssl

# Clients trust this certificate by itself; it stays with the data.
if [ ! -e "$data/tls/server.key" ]; then
  mkdir -p "$data/tls"
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj ${quoted(`/CN=${hostName}`)} \\
    -addext ${quoted(`subjectAltName=DNS:${hostName}`)} -keyout "$data/tls/server.key" -out "$data/tls/server.crt"
fi
`;

/** https://docs.aws.amazon.com/linux/al2023/ug/postgresql.html */
const postgres = ({ engineVersion }: UserDataSettings): string =>
  `dnf install -y ${quoted(`postgresql${engineVersion}-server`)}
cluster="$data/postgresql"
chown -R postgres:postgres "$data/tls"
chmod 755 "$data"
if [ ! -e "$cluster/PG_VERSION" ]; then
  install -d -o postgres -g postgres -m 700 "$cluster"
  # In memory only, and readable by initdb alone.
  secret=/run/database-password
  install -o postgres -g postgres -m 600 /dev/null "$secret"
  password >"$secret"
  runuser -u postgres -- initdb --pgdata="$cluster" --username="$user" --auth=scram-sha-256 \\
    --pwfile="$secret" --encoding=UTF8
  rm "$secret"
  install -d -o postgres -g postgres -m 700 "$cluster/conf.d"
  echo "include_dir = 'conf.d'" >>"$cluster/postgresql.conf"
fi
cat >"$cluster/pg_hba.conf" <<'RULES'
local   all all     peer map=admin
hostssl all all all scram-sha-256
RULES
echo "admin postgres $user" >"$cluster/pg_ident.conf"
cat >"$cluster/conf.d/server.conf" <<SETTINGS
listen_addresses = '*'
port = $port
ssl = on
ssl_cert_file = '$data/tls/server.crt'
ssl_key_file = '$data/tls/server.key'
ssl_min_protocol_version = 'TLSv1.2'
SETTINGS
chown postgres:postgres "$cluster"/{pg_hba.conf,pg_ident.conf,conf.d/server.conf}
mkdir -p /etc/systemd/system/postgresql.service.d
cat >/etc/systemd/system/postgresql.service.d/data.conf <<UNIT
[Service]
Environment=PGDATA=$cluster
[Unit]
RequiresMountsFor=$data
UNIT
systemctl daemon-reload
systemctl enable --now postgresql
runuser -u postgres -- psql --port="$port" --username="$user" --dbname=postgres --tuples-only \\
  --command="SELECT 1 FROM pg_database WHERE datname = '$database'" | grep -q 1 ||
  runuser -u postgres -- createdb --port="$port" --username="$user" "$database"
`;

/** https://dev.mysql.com/doc/refman/8.4/en/linux-installation-yum-repo.html */
const mysql = ({ engineVersion }: UserDataSettings): string =>
  `dnf install -y ${quoted(`https://repo.mysql.com/mysql${engineVersion.replace(".", "")}-community-release-el9-1.noarch.rpm`)}
dnf install -y mysql-community-server
cluster="$data/mysql"
chmod 755 "$data"
cat >/etc/my.cnf <<SETTINGS
[mysqld]
datadir=$cluster
socket=/var/lib/mysql/mysql.sock
port=$port
# root is the machine's own, by its socket.
plugin-load-add=auth_socket.so
require_secure_transport=ON
ssl_cert=$data/tls/server.crt
ssl_key=$data/tls/server.key
tls_version=TLSv1.2,TLSv1.3
[client]
socket=/var/lib/mysql/mysql.sock
SETTINGS
chmod 644 /etc/my.cnf
chown -R mysql:mysql "$data/tls"
first=false
if [ ! -d "$cluster/mysql" ]; then
  first=true
  install -d -o mysql -g mysql -m 750 "$cluster"
  mysqld --initialize-insecure --user=mysql --datadir="$cluster"
fi
mkdir -p /etc/systemd/system/mysqld.service.d
cat >/etc/systemd/system/mysqld.service.d/data.conf <<UNIT
[Unit]
RequiresMountsFor=$data
UNIT
systemctl daemon-reload
systemctl enable --now mysqld
if "$first"; then
  secret=$(password)
  mysql --user=root --skip-password <<SQL
CREATE DATABASE \\\`$database\\\`;
CREATE USER '$user'@'%' IDENTIFIED BY '$secret';
GRANT ALL PRIVILEGES ON \\\`$database\\\`.* TO '$user'@'%';
ALTER USER 'root'@'localhost' IDENTIFIED WITH auth_socket;
SQL
fi
`;
