// A child as bare as one can be: it says that it runs, and waits.
process.send?.('running')
