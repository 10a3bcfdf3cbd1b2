"""What stands around every page beside the menu: whose site it is, and the size of letters."""
