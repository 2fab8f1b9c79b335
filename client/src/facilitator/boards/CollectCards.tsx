import { countCards, currentPhase, currentSession, type PlenaryBody, plenaryOf, type Workshop } from '@charrette/shared'
import { type FormEvent, type ReactNode, useId, useState, useSyncExternalStore } from 'react'
import { useSendToPlenary } from '../../boardParts/useSendToPlenary.ts'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import type { Digests } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import controls from '../controls/controls.module.css'
import votes from '../votes/votes.module.css'

interface CollectCardsProps {
	workshop: Workshop
	credentials: Credentials
}

/** Returns the dialog that collects cards of the groups for the plenary board (PLEN3). */
export function useCollectDialog(props: CollectCardsProps): { open: () => void; dialog: ReactNode } {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	const close = () => setOpen(false)
	return {
		open: () => setOpen(true),
		dialog: isOpen && (
			<Dialog title={t('plenary.title')} onClose={close}>
				<CollectForm {...props} onDone={close} />
			</Dialog>
		),
	}
}

/** The button that opens the dialog. */
export function CollectButton({ onOpen }: { onOpen: () => void }) {
	const { t } = useTranslation('dashboard')
	return (
		<Button size="small" icon="gather" onClick={onOpen}>
			{t('plenary.collect')}
		</Button>
	)
}

/** Offers to collect cards (PLEN3); see `useIsCollectOffered`. */
export function CollectOffer({ onOpen }: { onOpen: () => void }) {
	const { t } = useTranslation('dashboard')
	return (
		<div className={controls['notices']}>
			<p className={controls['notice']} role="status">
				<span>{t('plenary.empty')}</span>
				<CollectButton onOpen={onOpen} />
			</p>
		</div>
	)
}

/** Returns whether it is a report-back phase with an empty plenary board. */
export function useIsCollectOffered(workshop: Workshop, digests: Observable<Digests>): boolean {
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	const isEmpty = useSyncExternalStore(digests.subscribe, () => {
		const digest = plenary && digests.get().get(plenary.id)
		return digest ? countCards(digest) === 0 : false
	})
	return isEmpty && currentPhase(workshop)?.kind === 'present'
}

const CHOICES = ['votes', 'clusters', 'all'] as const
const ARRANGEMENTS = ['group', 'theme'] as const
const MAX_TOP = 20

/** Chooses the cards and their arrangement. Votes can be chosen once one has a result. */
function CollectForm({ workshop, credentials, onDone }: CollectCardsProps & { onDone: () => void }) {
	const { t } = useTranslation('dashboard')
	const send = useSendToPlenary(workshop, credentials)
	// Another facilitator may start another session meanwhile (HAND1b).
	const [opened] = useState(() => currentSession(workshop)?.id)
	const session = workshop.sessions.find(({ id }) => id === opened)
	const closed = workshop.rounds?.filter(({ session: id, state }) => id === session?.id && state === 'closed')
	const result = useVoteResult(credentials, closed?.at(-1)?.id ?? null)
	const hasResult = result !== null && result.cards.length > 0
	const [chosen, setWhat] = useState<(typeof CHOICES)[number] | null>(null)
	const what = chosen ?? (hasResult ? 'votes' : 'all')
	const [top, setTop] = useState(3)
	const [by, setBy] = useState<(typeof ARRANGEMENTS)[number]>('group')
	const [isSaving, save] = useSave()
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		const body: PlenaryBody = what === 'votes' ? { what, by, top, isPerGroup: true } : { what, by }
		if (session && (await save(() => send(session, body)))) onDone()
	}
	return (
		<form className={votes['form']} onSubmit={submit}>
			<p>{t('plenary.lead')}</p>
			<Choice
				legend={t('plenary.what')}
				options={CHOICES.filter((option) => hasResult || option !== 'votes')}
				value={what}
				labelOf={(option) => t(`plenary.${option}`)}
				onChange={setWhat}
			/>
			{what === 'votes' && <TopStepper label={t('plenary.top')} value={top} onChange={setTop} />}
			<Choice
				legend={t('plenary.by')}
				options={ARRANGEMENTS}
				value={by}
				labelOf={(option) => t(`plenary.${option}`)}
				onChange={setBy}
			/>
			<Button type="submit" variant="primary" busy={isSaving}>
				{t('plenary.send')}
			</Button>
		</form>
	)
}

interface ChoiceProps<Option extends string> {
	legend: string
	options: readonly Option[]
	value: Option
	labelOf: (option: Option) => string
	onChange: (option: Option) => void
}

function Choice<Option extends string>({ legend, options, value, labelOf, onChange }: ChoiceProps<Option>) {
	const name = useId()
	return (
		<fieldset className={votes['choice']}>
			<legend>{legend}</legend>
			{options.map((option) => (
				<label key={option}>
					<input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
					{labelOf(option)}
				</label>
			))}
		</fieldset>
	)
}

/** The number of the best cards to send. */
export function TopStepper(props: { label: string; value: number; onChange: (value: number) => void }) {
	const { t } = useTranslation('dashboard')
	return <Stepper min={1} max={MAX_TOP} lessLabel={t('plenary.fewer')} moreLabel={t('plenary.more')} {...props} />
}
