"""Charts drawn on the server as SVG: no script, no inline style, and the same figures as a table (decision 0038).

Each function returns a `Chart` for `components/chart.html`. Figures and names come ready; nothing is counted here.
"""

from common.charts.bars import bars
from common.charts.chart import Chart, Series
from common.charts.heat import Cell, heat_map
from common.charts.lines import line
from common.charts.rings import meter_svg, ring
from common.charts.stacks import stacked

__all__ = ["Cell", "Chart", "Series", "bars", "heat_map", "line", "meter_svg", "ring", "stacked"]
