import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';

/** The way to the next page of a list. */
export function MoreButton({
    query,
}: {
    query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
    const { t } = useTranslation();
    if (!query.hasNextPage) return null;
    return (
        <Flex justify="center" style={{ padding: '1rem' }}>
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('action.more')}
            </Button>
        </Flex>
    );
}
