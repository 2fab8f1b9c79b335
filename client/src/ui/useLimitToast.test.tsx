import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import { texts as app } from '../i18n/app/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { useLimitToast } from './useLimitToast.ts'

const FULL = 'At most 6 characters fit here.'

beforeAll(() => addTexts('en', 'app', app))

function Fields({ showToast }: { showToast: (text: string) => void }) {
	useLimitToast(showToast)
	return (
		<>
			<textarea aria-label="Limited" maxLength={6} />
			<textarea aria-label="Other" />
		</>
	)
}

function renderFields() {
	const user = userEvent.setup()
	const toasts: string[] = []
	const showToast = (text: string) => toasts.push(text)
	render(<Fields showToast={showToast} />)
	return { user, toasts, field: screen.getByLabelText<HTMLTextAreaElement>('Limited') }
}

it('[TEXT1b] a field that cuts what is typed or pasted says so', async () => {
	const { user, toasts, field } = renderFields()
	await user.type(screen.getByLabelText('Other'), 'long enough')
	await user.type(field, 'Permit')
	expect(toasts).toEqual([])
	await user.keyboard('s')
	expect(field.value).toBe('Permit')
	expect(toasts).toEqual([FULL])
	toasts.length = 0
	// What replaces a selection has its room.
	field.select()
	await user.paste('Budget')
	expect(toasts).toEqual([])
	field.select()
	await user.paste('Budgets')
	expect(toasts).toEqual([FULL])
})

it('[TEXT1b] a field says that it cuts a composition, once the composition ends', () => {
	const { toasts, field } = renderFields()
	field.value = '五个部门'
	field.setSelectionRange(4, 4)
	fireEvent.compositionStart(field, { data: '' })
	field.value = '五个部门shenpi'
	expect(toasts).toEqual([])
	field.value = '五个部门各自'
	fireEvent(field, Object.assign(new Event('compositionend', { bubbles: true }), { data: '各自审批' }))
	expect(toasts).toEqual([FULL])
})

it('[TEXT1b] whoever leaves a field with more than it has room for gets the toast', async () => {
	const { user, toasts, field } = renderFields()
	await user.type(field, 'Permit')
	await user.tab()
	expect(toasts).toEqual([])
	field.focus()
	field.value = 'Permit office'
	await user.tab()
	expect(toasts).toEqual([FULL])
})
