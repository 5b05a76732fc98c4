import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as pack } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Named one by one, so that nothing else of the library is packed.
pack([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

export { init };
