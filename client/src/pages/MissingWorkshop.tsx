import type { WorkshopState } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Loading } from '../ui/Loading.tsx'
import { ErrorPage, refusalOf } from './ErrorPage.tsx'

interface MissingWorkshopProps extends Pick<WorkshopState, 'status' | 'code'> {
	/** What is being opened; the workshop by default. */
	what?: string
}

/** A page while its workshop is being opened, or that says why it cannot be shown. */
export function MissingWorkshop({ status, code, what }: MissingWorkshopProps) {
	const { t } = useTranslation()
	if (status === 'refused') return <ErrorPage error={refusalOf(code)} />
	if (status === 'offline') return <ErrorPage error="offline" />
	return <Loading what={what ?? t('opening.workshop')} />
}
