"""The programs a command needs beside Python: found on the machine or fetched once into the cache."""
