import { expect } from '@playwright/test'
import { createWorkshop } from '../support/createWorkshop.ts'
import { test } from '../support/fixtures.ts'
import { ListActor } from '../support/ListActor.ts'
import { startStack } from '../support/startStack.ts'

/** What a person reads on the second day, in their language; `title` is the practice's. */
const LANGUAGES = [
	{
		locale: 'en',
		join: ['Join code', 'Your name', 'Your city', 'Join'],
		search: 'Find practices',
		title: 'One counter for every permit',
		adopt: 'Adopt',
		checks: 'Fit checks',
		learned: 'What we learned',
		save: 'Save fit check',
	},
	{
		locale: 'zh-CN',
		join: ['加入码', '您的姓名', '您的城市', '加入'],
		search: '搜索实践',
		title: '一个窗口办理所有许可',
		adopt: '采用',
		checks: '适用性评估',
		learned: '我们学到的经验',
		save: '保存适用性评估',
	},
	{
		locale: 'es',
		join: ['Código de acceso', 'Su nombre', 'Su ciudad', 'Unirse'],
		search: 'Buscar prácticas',
		title: 'Una ventanilla para todos los permisos',
		adopt: 'Adoptar',
		checks: 'Evaluaciones',
		learned: 'Lo que aprendimos',
		save: 'Guardar la evaluación',
	},
	{
		locale: 'fr',
		join: ['Code d’accès', 'Votre nom', 'Votre ville', 'Rejoindre'],
		search: 'Trouver des pratiques',
		title: 'Un guichet pour toutes les autorisations',
		adopt: 'Adopter',
		checks: 'Évaluations',
		learned: 'Ce que nous avons appris',
		save: 'Enregistrer l’évaluation',
	},
] as const

test('[RUN1c] [ADOPT1] [ADOPT2] on a phone, in four languages, the second day leads from its phases to a practice and its fit check', async ({
	browser,
}) => {
	const stack = await startStack()
	try {
		const giver = await createWorkshop(stack.url)
		let id = ''
		for (const { locale, title } of LANGUAGES) {
			const body = { locale, fields: { title, abstract: `${title}.` } }
			if (id) await giver.request(`practices/${id}`, body, 'PATCH')
			else id = (await giver.request<{ practice: { id: string } }>(`workshops/${giver.id}/practices`, body)).practice.id
		}
		await giver.request(`practices/${id}/publish`, { visibility: 'public' })

		for (const { locale, join, search, title, adopt, checks, learned, save } of LANGUAGES)
			await test.step(locale, async () => {
				const [code, name, city, submit] = join
				const workshop = await createWorkshop(stack.url, { template: 'learn-from-cities', locale, groups: 1 })
				await workshop.command({ type: 'phase.next' })
				const person = await ListActor.onPhone(browser, 'Ana', { locale })
				const { page } = person
				await page.goto(`${stack.url}/join`)
				await page.getByLabel(code).fill(workshop.code)
				await page.getByLabel(name).fill('Ana')
				await page.getByRole('combobox', { name: city }).fill('Dakar')
				await page.getByRole('button', { name: submit, exact: true }).tap()

				await page.getByRole('link', { name: search }).first().tap()
				await page.getByRole('link', { name: title }).first().tap()
				await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
				await page.getByRole('button', { name: adopt, exact: true }).tap()
				await page.getByRole('dialog').getByRole('button', { name: adopt, exact: true }).tap()
				await expect(person.card(title)).toBeVisible()

				for (let phase = 0; phase < 2; phase++) await workshop.command({ type: 'phase.next' })
				await page.getByRole('link', { name: checks }).first().tap()
				// The adopted practice: the one that is found may be shown first, and then moves down.
				await page.locator('a[href*="&a="]').getByText(title).tap()
				await page.getByLabel(learned).fill('OK')
				await page.getByRole('button', { name: save }).tap()
				const report = async () => {
					const path = `workshops/${workshop.id}/adoptions`
					const { adoptions } = await workshop.request<{ adoptions: { report: string }[] }>(path)
					return adoptions.map((adoption) => adoption.report)
				}
				await expect.poll(report).toEqual(['OK'])
				const { scroll, width } = await page.evaluate(() => ({
					scroll: document.documentElement.scrollWidth,
					width: innerWidth,
				}))
				expect(scroll).toBeLessThanOrEqual(width)
				await page.context().close()
			})
	} finally {
		await stack.stop()
	}
})
