import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as pack } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Named one by one, so that nothing else of the library is packed.
pack([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export { init };
