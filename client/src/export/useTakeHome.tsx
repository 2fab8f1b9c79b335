import type { Records } from '@charrette/shared'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { resultDots } from '../vote/Vote.ts'
import { useVoteStand } from '../vote/VoteContext.ts'
import { fetchClosedBoard } from './closedBoard.ts'
import { FORMATS } from './formats.ts'
import { TakeHomeDialog } from './TakeHomeDialog.tsx'
import { type TakeHome, USUAL_WISH } from './takeHome.ts'
import { useTaking } from './useTaking.ts'

const NO_DOTS: ReadonlyMap<string, number> = new Map()

/**
 * What a menu offers for taking the board home: a picture at one press, and a dialog with all formats, which is to be shown.
 * `records` are the board's, if it is open; who writes alone has another document open, which goes into no file.
 */
export function useTakeHome(
	{ records, ...board }: Omit<TakeHome, 'read'> & { records: Records | null },
	selection: () => readonly string[],
): { items: MenuItem[]; dialog: ReactNode } {
	const { t } = useTranslation('board')
	const stand = useVoteStand()
	const dots = stand ? resultDots(stand) : NO_DOTS
	const home: TakeHome = {
		...board,
		read: (locale) => (records ? { records, dots } : fetchClosedBoard(board.credentials, board.board, locale)),
	}
	const showToast = useToast()
	const [chosen, setChosen] = useState<readonly string[] | null>(null)
	const { take, failure } = useTaking(home, () => {})
	useEffect(() => {
		if (failure) showToast(failure, 'error')
	}, [failure, showToast])
	const png = FORMATS.look.find(({ id }) => id === 'png')
	return {
		items: [
			{
				label: t('take.quick'),
				onChoose: () => {
					showToast(t('take.drawing'))
					if (png) void take(png, USUAL_WISH)
				},
			},
			{ label: t('take.choose'), onChoose: () => setChosen(records ? selection() : []) },
		],
		dialog: chosen && (
			<TakeHomeDialog home={home} selection={chosen} isAlone={records === null} onClose={() => setChosen(null)} />
		),
	}
}
