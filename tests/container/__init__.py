"""Is the image sound?  Built from a bare base and run as docker-compose.yml runs it, without Docker."""
