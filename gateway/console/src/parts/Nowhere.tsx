import { Result, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** A page that is not there, or not for this role: named by a heading as every page is, with a way out. */
export function Nowhere({ to, back, advice }: { to: string; back: string; advice?: string }) {
    const { t } = useTranslation();
    return (
        <Result
            status="404"
            title={
                <Typography.Title level={1} style={{ margin: 0, fontSize: '1.5rem' }}>
                    {t('shell.nowhere')}
                </Typography.Title>
            }
            subTitle={advice && <Typography.Text type="secondary">{advice}</Typography.Text>}
            extra={<Link to={to}>{back}</Link>}
        />
    );
}
