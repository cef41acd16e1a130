"""How the web edition is built; `authoring/website.py` prepares what it is built from."""

project = "Reading Faces"
author = "the authors of Reading Faces"
html_title = "Reading Faces"
extensions = ["myst_nb"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
exclude_patterns = ["static"]

nb_execution_mode = "off"  # the pages show what the solved lessons hold
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_theme_options = {
    "home_page_in_toc": True,
    "show_navbar_depth": 2,
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navigation_with_keys": False,
    "navbar_persistent": [],  # the search stands in the side bar already
}
html_context = {"default_mode": "auto"}
html_static_path = ["static"]
html_css_files = ["course.css"]
html_js_files = ["course.js"]
html_favicon = "static/favicon.svg"
html_extra_path = ["extra"]
html_copy_source = False
html_show_sourcelink = False
mathjax_path = "tex-svg.js"  # one file, and no fonts to fetch
