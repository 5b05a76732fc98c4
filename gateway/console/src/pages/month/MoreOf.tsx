import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';

interface Paged {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list that is read piece by piece. */
export function MoreOf({ list }: { list: Paged }) {
    const { t } = useTranslation();
    if (!list.hasNextPage) return null;
    return (
        <Flex justify="center" style={{ marginBlock: '1rem' }}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t('months.more')}
            </Button>
        </Flex>
    );
}
