import { expect, it } from 'vitest';
import { MOST_SERIES, stacked } from './chartOf';

it('adds up what stands at one place, exactly, in the order of the axis', () => {
    const chart = stacked(
        [
            { at: '2026-05', series: 'gold', value: '0.10' },
            { at: '2026-05', series: 'gold', value: '0.20' },
            { at: '2026-06', series: 'classic', value: '5' },
        ],
        'others',
    );
    expect(chart.axis).toEqual(['2026-05', '2026-06']);
    expect(chart.series).toEqual([
        { name: 'classic', values: ['0', '5'] },
        { name: 'gold', values: ['0.3', '0'] },
    ]);
});

it('puts the smallest series together where there are many', () => {
    const points = Array.from({ length: MOST_SERIES + 3 }, (_, place) => ({
        at: 'a',
        series: `s${place}`,
        value: String(place + 1),
    }));
    const chart = stacked(points, 'others');
    expect(chart.series).toHaveLength(MOST_SERIES);
    expect(chart.series[0]).toEqual({ name: 's8', values: ['9'] });
    // 1 + 2 + 3 + 4
    expect(chart.series.at(-1)).toEqual({ name: 'others', values: ['10'] });
});
