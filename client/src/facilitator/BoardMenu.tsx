import type { Board, Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { fetchClosedBoard } from '../export/closedBoard.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import { Menu } from '../ui/Menu.tsx'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import { RemoveBoard } from './RemoveBoard.tsx'
import type { RunCommand } from './useCommand.ts'

const TAKE_HOME = {
	load: async () => (await import('../export/TakeHomeDialog.tsx')).TakeHomeDialog,
	texts: 'board',
} as const

interface BoardMenuProps {
	credentials: Credentials
	workshop: Workshop
	board: Board
	run: RunCommand
}

/** What is done more rarely with a board: its past, taking it home in every format without opening it, removing one that stands apart. */
export function BoardMenu({ credentials, workshop, board, run }: BoardMenuProps) {
	const { t } = useTranslation(['desk', 'app'])
	const [, navigate] = useLocation()
	const [isRemoving, setRemoving] = useState(false)
	const read = (locale: Parameters<typeof fetchClosedBoard>[2]) => fetchClosedBoard(credentials, board.id, locale)
	const home = { credentials, workshop, board: board.id, read }
	const takeHome = useLazyDialog(TAKE_HOME, { home, selection: [] })
	const history = `/w/${credentials.workshop}/desk/b/${board.id}?history=`
	return (
		<>
			<Menu
				icon="more"
				label={t('app:named', { what: t('tile.more'), which: board.title })}
				items={[
					{ label: t('tile.history'), onChoose: () => navigate(history) },
					{ label: t('boards.takeHome'), onChoose: takeHome.open },
					...(board.isApart ? [{ label: t('tile.remove'), onChoose: () => setRemoving(true) }] : []),
				]}
			/>
			{takeHome.dialog}
			{isRemoving && <RemoveBoard board={board} run={run} onClose={() => setRemoving(false)} />}
		</>
	)
}
