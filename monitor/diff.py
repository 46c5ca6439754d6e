"""What do new observations mean, held against everything said before?"""
