import type { Board, Workshop } from '@charrette/shared'
import { fetchClosedBoard } from '../export/closedBoard.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import { Button } from '../ui/Button.tsx'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'

const TAKE_HOME = {
	load: async () => (await import('../export/TakeHomeDialog.tsx')).TakeHomeDialog,
	texts: 'board',
} as const

interface TakeHomeButtonProps {
	credentials: Credentials
	workshop: Workshop
	board: Board
}

/** The way to take a board home from the desk, in every format, without opening it. */
export function TakeHomeButton({ credentials, workshop, board }: TakeHomeButtonProps) {
	const { t } = useTranslation(['desk', 'app'])
	const read = (locale: Parameters<typeof fetchClosedBoard>[2]) => fetchClosedBoard(credentials, board.id, locale)
	const home = { credentials, workshop, board: board.id, read }
	const takeHome = useLazyDialog(TAKE_HOME, { home, selection: [] })
	return (
		<>
			<Button
				look="quiet"
				size="small"
				icon="download"
				iconOnly
				aria-haspopup="dialog"
				aria-label={t('app:named', { what: t('boards.takeHome'), which: board.title })}
				title={t('boards.takeHome')}
				onClick={takeHome.open}
			/>
			{takeHome.dialog}
		</>
	)
}
