import { Flex, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { forDrawing, toPercent } from '../../parts/decimal';
import { rate } from '../../parts/format';

/** The weight of each family on a sheet, the heaviest first. */
export function Families({ families }: { families: readonly { family: string; weight: string }[] }) {
    const { t } = useTranslation();
    return (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, maxWidth: '32rem' }}>
            {families.map((one) => (
                <li key={one.family}>
                    <Flex gap="small" justify="space-between">
                        <span>{t(one.family ? `kpis.families.${one.family}` : 'scoreSheets.noFamily')}</span>
                        <Typography.Text className="number">{rate(one.weight)}</Typography.Text>
                    </Flex>
                    <Progress aria-hidden percent={forDrawing(toPercent(one.weight))} showInfo={false} size="small" />
                </li>
            ))}
        </ul>
    );
}
