"""The forms of all steps, by subject; importing this package registers them."""

import importlib
import pkgutil

for _found in pkgutil.iter_modules(__path__, prefix=f"{__name__}."):
    importlib.import_module(_found.name)
