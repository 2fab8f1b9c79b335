import type { HallVoter, VoteRound } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { HallBallot } from './HallBallot.tsx'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

type HallVotersProps = VoteSectionProps & { round: VoteRound }

/** The people in the hall who have no device: each is named once, and a facilitator fills in their ballot. */
export function HallVoters(props: HallVotersProps) {
	const { round } = props
	const { t } = useTranslation('desk')
	const [isOpen, setOpen] = useState(false)
	const [voter, setVoter] = useState<HallVoter | null>(null)
	const close = () => {
		setVoter(null)
		setOpen(false)
	}
	return (
		<>
			<Button icon="people" onClick={() => setOpen(true)}>
				{t('vote.hall')}
			</Button>
			{isOpen && (
				<Dialog title={voter ? t('vote.ballotOf', { name: voter.name }) : t('vote.hall')} onClose={close}>
					{voter ? (
						<>
							<HallBallot {...props} voter={voter} />
							<Button icon="arrowLeft" className={styles['back']} onClick={() => setVoter(null)}>
								{t('vote.hall')}
							</Button>
						</>
					) : (
						<>
							<p className={styles['empty']}>{t('vote.hallMore')}</p>
							<ul className={styles['hall']}>
								{round.hall.map((person) => (
									<li key={person.id}>
										<span>
											{person.name} <small>{person.city}</small>
										</span>
										<Button
											size="small"
											aria-label={t('vote.fillNamed', { name: person.name })}
											onClick={() => setVoter(person)}
										>
											{t('vote.fill')}
										</Button>
									</li>
								))}
							</ul>
							<AddVoter {...props} />
						</>
					)}
				</Dialog>
			)}
		</>
	)
}

function AddVoter({ run, round }: HallVotersProps) {
	const { t } = useTranslation('desk')
	const [name, setName] = useState('')
	const [city, setCity] = useState('')
	const add = async (event: FormEvent) => {
		event.preventDefault()
		const done = await run({ type: 'vote.proxy', round: round.id, name: name.trim(), city: city.trim() })
		if (done) setName('')
	}
	return (
		<form className={styles['addVoter']} aria-label={t('vote.addVoter')} onSubmit={add}>
			<TextField label={t('vote.voterName')} value={name} onChange={setName} required />
			<TextField label={t('vote.voterCity')} value={city} onChange={setCity} required />
			<Button type="submit" icon="plus">
				{t('vote.add')}
			</Button>
		</form>
	)
}
