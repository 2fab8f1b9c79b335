import type { Records } from '@charrette/shared'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { resultDots } from '../vote/Vote.ts'
import { useVoteStand } from '../vote/VoteContext.ts'
import { FORMATS } from './formats.ts'
import { TakeHomeDialog } from './TakeHomeDialog.tsx'
import { type TakeHome, USUAL_WISH } from './takeHome.ts'
import { useTaking } from './useTaking.ts'

const NO_DOTS: ReadonlyMap<string, number> = new Map()

/** What a menu offers for taking the board home: a picture at one press, and a dialog with all formats, which is to be shown. */
export function useTakeHome(
	{ records, ...board }: Omit<TakeHome, 'read'> & { records: Records },
	selection: () => readonly string[],
): { items: MenuItem[]; dialog: ReactNode } {
	const { t } = useTranslation('board')
	const stand = useVoteStand()
	const home = { ...board, read: () => ({ records, dots: stand ? resultDots(stand) : NO_DOTS }) }
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
			{ label: t('take.choose'), onChoose: () => setChosen(selection()) },
		],
		dialog: chosen && <TakeHomeDialog home={home} selection={chosen} onClose={() => setChosen(null)} />,
	}
}
