"""`python -m monitor` is `detainer-watch`."""

from monitor.cli.main import main

if __name__ == "__main__":
    main()
