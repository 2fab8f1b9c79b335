import type { ReactNode } from 'react'
import { useBoardContext } from '../canvas/BoardContext.ts'
import { boardUi } from '../canvas/boardUi.ts'
import { useEditor } from '../canvas/engine/editor.ts'
import { useValue } from '../canvas/engine/signals.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { joinParts } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Avatar } from '../people/Avatars.tsx'
import listStyles from '../people/peopleList.module.css'
import { Popover } from '../ui/Popover.tsx'
import { followOrExplain } from './FollowBanner.tsx'
import styles from './presence.module.css'
import { ReactionButton, Reactions } from './Reactions.tsx'
import { StatusButtons } from './StatusButtons.tsx'

/** The people section of the top bar: this person's status, the people at the board, reactions. */
export function PresenceBar() {
	const { canEdit } = useBoardContext()
	const { credentials } = useBoardPlace()
	const statusButtons = credentials.participant && <StatusButtons />
	return (
		<>
			<span className={styles['inBar']}>{statusButtons}</span>
			<PeopleAtBoard>
				{statusButtons}
				{canEdit && <Reactions />}
			</PeopleAtBoard>
			{canEdit && (
				<span className={styles['inBar']}>
					<ReactionButton />
				</span>
			)}
		</>
	)
}

const MAX_AVATARS = 4

interface PeopleAtBoardProps {
	/** The status buttons and reactions on narrow screens, where the bar has no room for them. */
	children: ReactNode
}

/**
 * The people at this board. A click on an avatar follows that person. The panel lists all of them,
 * and contains the cursor switch.
 */
function PeopleAtBoard({ children }: PeopleAtBoardProps) {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { author } = useBoardContext()
	const { board, credentials, people } = useBoardPlace()
	const me = credentials.participant
	// This person in another tab does not count as another person.
	const others = people.filter((person) => person.board === board && (me === null || person.participant !== me))
	const count = others.length + 1

	const follow = (person: Person) => followOrExplain(editor, person, t)
	return (
		<span className={styles['people']}>
			<span className={styles['avatars']}>
				{others.slice(0, MAX_AVATARS).map((person, index) => (
					<AvatarButton key={personKey(person, index)} person={person} onFollow={follow} />
				))}
			</span>
			<Popover icon="people" label={t('board:presence.people')} text={String(count)}>
				{(close) => (
					<>
						<div className={styles['inPanel']}>{children}</div>
						<p className={listStyles['heading']}>{t('app:people.here', { count })}</p>
						<ul className={listStyles['list']}>
							<li className={listStyles['self']}>
								<strong>{t('board:presence.you')}</strong>
								<small>{author.city}</small>
							</li>
							{others.map((person, index) => (
								<li key={personKey(person, index)}>
									<PersonButton
										person={person}
										onFollow={(who) => {
											close()
											follow(who)
										}}
									/>
								</li>
							))}
						</ul>
						<CursorSwitch />
					</>
				)}
			</Popover>
		</span>
	)
}

interface FollowProps {
	person: Person
	onFollow: (person: Person) => void
}

function AvatarButton({ person, onFollow }: FollowProps) {
	const label = useFollowLabel(person)
	return (
		<button type="button" aria-label={label} title={label} onClick={() => onFollow(person)}>
			<Avatar person={person} />
		</button>
	)
}

function PersonButton({ person, onFollow }: FollowProps) {
	const { t } = useTranslation('app')
	const label = useFollowLabel(person)
	return (
		<button type="button" title={label} onClick={() => onFollow(person)}>
			<Avatar person={person} />
			<span>
				<strong>{person.name || t('people.facilitator')}</strong>
				<small>{person.city}</small>
			</span>
		</button>
	)
}

/** Returns the accessible name of an avatar, such as "Follow Li, Wuhan, needs help". */
function useFollowLabel({ name, city, done, help }: Person): string {
	const { t } = useTranslation(['board', 'app'])
	const follow = t('board:presence.follow', { name: name || t('app:people.facilitator') })
	return joinParts([follow, city, help && t('app:signals.help'), done && t('app:signals.done')])
}

/** Returns a React key: the participant id, or the index for a facilitator, who has none. */
function personKey({ participant }: Person, index: number): string {
	return participant ?? String(index)
}

/** Shows or hides the cursors of other people. */
function CursorSwitch() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { choice, areShown } = boardUi(editor).people.cursors
	const isOn = useValue(areShown)
	return (
		<label className={styles['switch']}>
			<input type="checkbox" checked={isOn} onChange={(event) => choice.set(event.target.checked)} />
			{t('presence.showCursors')}
		</label>
	)
}
