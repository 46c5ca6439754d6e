"""How is each kind of source found and read?"""
