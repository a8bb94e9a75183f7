"""The only room that knows the framework: requests in, responses out, and what keeps both safe.

`app` puts it together, `asking` makes an `Asked` of a request, `answering` a response of an
`Answer`, `failing` a page of an error; `safety` holds what every response carries and every request
is held to, and `serving` runs it.
"""
