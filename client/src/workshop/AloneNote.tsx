import type { HeldCards } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import type { Alone } from './useAlone.ts'

interface AloneNoteProps {
	alone: Alone
	/** What everybody together holds in private at this board. */
	held: HeldCards | undefined
}

/** What is to be said of private writing at this board: who sees what is written here, how much there is, and the way to the other side. */
export function AloneNote({ alone: { isAlone, owner, goToBoard, goToOwn }, held }: AloneNoteProps) {
	const { t } = useTranslation('board')
	const count = held?.cards ?? 0
	if (owner && !isAlone) return <span>{t('alone.leaving')}</span>
	if (!isAlone) return <span>{t('alone.held', { count })}</span>
	return (
		<>
			<span>
				{t(owner ? 'alone.own' : 'alone.looking')} {count > 0 && t('alone.soFar', { count })}
			</span>
			<Button size="small" onClick={owner ? goToBoard : goToOwn}>
				{t(owner ? 'alone.look' : 'alone.back')}
			</Button>
		</>
	)
}
