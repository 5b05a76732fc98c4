import { Skeleton, theme } from 'antd';
import type { EChartsOption } from 'echarts';
import { useEffect, useRef, useState } from 'react';
import { useColours } from '../shell/colours';

type Core = typeof import('./echarts');

/** The drawing library of the pages, loaded when the first chart is looked at. */
const load = () => import('./echarts');

/**
 * A drawing of numbers that are said in words or in a table as well; `alt` says what it shows to whoever cannot see
 * it. The option is plain data: no functions in it.
 */
export function Chart({
    option,
    alt,
    height = 240,
    onSelect,
}: {
    option: EChartsOption;
    alt: string;
    height?: number;
    /** A bar or point was clicked, by its place in the data; the same can be reached from words or a table. */
    onSelect?: (place: number) => void;
}) {
    const { token } = theme.useToken();
    const { isDark } = useColours();
    const place = useRef<HTMLDivElement>(null);
    const drawing = useRef<ReturnType<Core['init']>>(undefined);
    const select = useRef(onSelect);
    useEffect(() => {
        select.current = onSelect;
    });
    const [hasFailed, setFailed] = useState(false);
    const [core, setCore] = useState<Core>();
    // Pages make their options anew whenever they are drawn; as text only what differs is another one.
    const shown = JSON.stringify({
        animation: false,
        backgroundColor: 'transparent',
        color: [token.colorPrimary, token.colorWarning, token.colorSuccess],
        textStyle: { color: token.colorText, fontFamily: token.fontFamily },
        ...option,
    });

    useEffect(() => {
        let isGone = false;
        load().then(
            (loaded) => !isGone && setCore(loaded),
            () => !isGone && setFailed(true),
        );
        return () => {
            isGone = true;
        };
    }, []);

    useEffect(() => {
        if (!core || !place.current) return;
        const made = core.init(place.current, isDark ? 'dark' : null, { renderer: 'svg' });
        drawing.current = made;
        made.on('click', ({ dataIndex }) => select.current?.(dataIndex));
        const watch = new ResizeObserver(() => made.resize());
        watch.observe(place.current);
        return () => {
            watch.disconnect();
            made.dispose();
            drawing.current = undefined;
        };
    }, [core, isDark]);

    useEffect(() => drawing.current?.setOption(JSON.parse(shown) as EChartsOption, true), [core, isDark, shown]);

    // Without the drawing there are still the words and the table.
    if (hasFailed) return null;
    return (
        <div role="img" aria-label={alt} style={{ position: 'relative', height, minWidth: 0 }}>
            {!core && <Skeleton.Node active style={{ width: '100%', height }} />}
            <div ref={place} aria-hidden style={{ position: 'absolute', inset: 0 }} />
        </div>
    );
}
