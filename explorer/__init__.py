"""The explorer: a Streamlit application over `cpp_versions.Corpus`. Only this package knows Streamlit.

`app` is the ASGI application, `main` the script of the page, `selection` the state that the address holds, `words` the
strings in French and English; `pages/` has one module for each page, `components/` what several pages show.
"""
