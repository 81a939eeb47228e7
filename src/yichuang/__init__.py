"""Yichuang 一窗: the working system of an administrative service centre."""
