import { countCards, currentPhase, currentSession, type PlenaryBody, plenaryOf, type Workshop } from '@charrette/shared'
import { type FormEvent, useId, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import type { Observable } from '../../connection/observable.ts'
import { type Digests, useDigests } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import { useSendToPlenary } from '../../workshop/useSendToPlenary.ts'
import controls from '../controls/controls.module.css'
import votes from '../votes/votes.module.css'

interface CollectCardsProps {
	workshop: Workshop
	credentials: Credentials
}

/** The button that collects cards of the groups for the plenary board (PLEN3), with its dialog. */
export function CollectButton(props: CollectCardsProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	return (
		<>
			<Button size="small" icon="gather" onClick={() => setOpen(true)}>
				{t('plenary.collect')}
			</Button>
			{isOpen && (
				<Dialog title={t('plenary.title')} onClose={() => setOpen(false)}>
					<CollectForm {...props} onDone={() => setOpen(false)} />
				</Dialog>
			)}
		</>
	)
}

/** Offers to collect cards in a report-back phase while the plenary board is empty (PLEN3). */
export function CollectOffer({ digests, ...props }: CollectCardsProps & { digests: Observable<Digests> }) {
	const { t } = useTranslation('dashboard')
	const session = currentSession(props.workshop)
	const plenary = session && plenaryOf(session)
	const found = useDigests(digests)
	const digest = plenary && found.get(plenary.id)
	const isEmpty = digest ? countCards(digest) === 0 : false
	if (!isEmpty || currentPhase(props.workshop)?.kind !== 'present') return null
	return (
		<div className={controls['notices']}>
			<p className={controls['notice']} role="status">
				<span>{t('plenary.empty')}</span>
				<CollectButton {...props} />
			</p>
		</div>
	)
}

const CHOICES = ['votes', 'clusters', 'all'] as const
const ARRANGEMENTS = ['group', 'theme'] as const
const MAX_TOP = 20

/** Chooses the cards and their arrangement. Votes can be chosen once one has a result. */
function CollectForm({ workshop, credentials, onDone }: CollectCardsProps & { onDone: () => void }) {
	const { t } = useTranslation('dashboard')
	const send = useSendToPlenary(workshop, credentials)
	const session = currentSession(workshop)
	const hasResult = workshop.rounds?.some(({ session: id, state }) => id === session?.id && state === 'closed') ?? false
	const [what, setWhat] = useState<(typeof CHOICES)[number]>(hasResult ? 'votes' : 'all')
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
