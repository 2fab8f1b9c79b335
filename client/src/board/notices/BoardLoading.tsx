import { useTranslation } from '../../i18n/useTranslation.ts'
import { Loading } from '../../workshop/Loading.tsx'

/** What one waits for before a board is there. */
export function BoardLoading({ isOffline }: { isOffline: boolean }) {
	const { t } = useTranslation('board')
	return <Loading what={isOffline ? t('loading.offline') : t('loading.board')} />
}
