import { useTranslation } from 'react-i18next'
import { Loading } from '../workshop/Loading.tsx'

/** What one waits for before a board is there. */
export function BoardLoading({ isOffline }: { isOffline: boolean }) {
	const { t } = useTranslation('board')
	return <Loading what={isOffline ? t('loading.offline') : t('loading.board')} />
}
