"""The library behind Peta UMKM Digital: codes and numbers in, codes and numbers out.

Nothing here imports Streamlit, holds global state or changes what it is given, so that
every module runs as well in a notebook, in the HTTP interface and in a test.
"""
