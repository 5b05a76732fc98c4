import { GlobalOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage } from '../i18n';

/** The other language, named in itself. */
export function LanguageSwitch() {
    useTranslation();
    const queries = useQueryClient();
    const other = currentLanguage() === 'en' ? 'zh-CN' : 'en';
    return (
        <Button
            icon={<GlobalOutlined />}
            lang={other}
            onClick={() =>
                void changeLanguage(other).then(() =>
                    // What services said in words, they say again in the other language.
                    queries.invalidateQueries(),
                )
            }
        >
            {other === 'en' ? 'English' : '中文'}
        </Button>
    );
}
