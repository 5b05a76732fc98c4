import { theme } from 'antd';

/**
 * A ratio as a bar that ends at half as much again as the target, with the target marked. What it says stands beside
 * it in words, so it is not read out.
 */
export function Bar({ ratio }: { ratio: string | null }) {
    const { token } = theme.useToken();
    const reached = Math.min(1.5, Math.max(0, Number(ratio ?? '0')));
    return (
        <svg
            viewBox="0 0 150 8"
            preserveAspectRatio="none"
            width="100%"
            height="8"
            aria-hidden="true"
            style={{ display: 'block' }}
        >
            <rect width="150" height="8" rx="2" fill={token.colorFillSecondary} />
            <rect
                width={reached * 100}
                height="8"
                rx="2"
                fill={reached < 1 ? token.colorWarning : token.colorSuccess}
            />
            <rect x="99.5" width="1" height="8" fill={token.colorText} />
        </svg>
    );
}
