import { currentSession } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { WorkshopState } from '../../session/useWorkshop.ts'
import { AskDialog } from '../../ui/AskDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import styles from './ConductBar.module.css'
import type { ConductProps } from './ConductProps.ts'

/** How many cards are held in private at the boards of this session, and the ways to reveal them; nothing where there are none. */
export function RevealRow({ workshop, run, held }: ConductProps & { held: WorkshopState['held'] }) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const [asked, setAsked] = useState<'named' | 'unnamed' | null>(null)
	const boards = currentSession(workshop)?.boards ?? []
	const count = boards.reduce((sum, { id }) => sum + (held[id]?.cards ?? 0), 0)
	if (count === 0) return null
	const words = {
		named: t(workshop.isAnonymous ? 'conduct.reveal' : 'conduct.revealNamed'),
		unnamed: t('conduct.revealUnnamed'),
	}
	const reveal = async () => {
		setBusy(true)
		const done = await run({ type: 'private.reveal', names: asked === 'named' })
		setBusy(false)
		setAsked(null)
		if (done) showToast(t('conduct.revealed'))
	}
	return (
		<div className={styles['reveal']}>
			<p role="status">{t('conduct.held', { count })}</p>
			<Button onClick={() => setAsked('named')}>{words.named}</Button>
			{!workshop.isAnonymous && <Button onClick={() => setAsked('unnamed')}>{words.unnamed}</Button>}
			{asked && (
				<AskDialog
					title={words[asked]}
					action={words[asked]}
					isBusy={isBusy}
					onDo={reveal}
					onClose={() => setAsked(null)}
				>
					<p>{t('conduct.revealAsk')}</p>
				</AskDialog>
			)}
		</div>
	)
}
