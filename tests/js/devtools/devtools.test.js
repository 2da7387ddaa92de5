// What the panel shows and does, in real Chromium, under a policy that allows nothing inline, with the real client.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { facts, HOSTILE, inPage, listed, opened, row } from './panel.js';
import { startSite } from './site.js';

/** @import { Page } from 'playwright-core' */

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
before(async () => (site = await startSite()));
after(() => site.close());

describe('the flags', () => {
  test('are listed with variant and reason, broken and hostile ones too, as text', () =>
    site.withPage(async (page, { sent }) => {
      assert.deepEqual(await listed(page), [
        ['new_nav', 'on', '“paying” applies'],
        ['headline', 'loud', 'rule 1, by the hash of the unit'],
        ['page_size', 'large', 'the same for all users'],
        ['theme', 'sea', 'switched off'],
        [HOSTILE, '<b>on</b>', '“<i>rule</i>”, by the hash of the unit'],
        ['broken', 'null', 'PARSE_ERROR'],
      ]);
      assert.equal(await page.locator('burgee-devtools [role="status"].note').first().textContent(), '6 flags');
      const hostile = await opened(page, HOSTILE);
      assert.deepEqual(await facts(hostile), {
        Value: '<script>window.hacked=1</script>',
        Variant: '<b>on</b>',
        Reason: 'SPLIT',
        Rule: '1: <i>rule</i>',
        Experiment: '<u>exp</u>, version 1, by targetingKey user-1',
        '<s>description</s>': HOSTILE,
      });
      assert.equal(await page.locator('burgee-devtools :is(img, script, b, i, u, s)').count(), 0);
      assert.equal(await inPage(page, 'window.hacked'), undefined);
      // It only looked.
      await inPage(page, 'client.flush()');
      assert.deepEqual(sent, []);
    }));

  test('say why, when they are opened', () =>
    site.withPage(async (page) => {
      assert.deepEqual(await facts(await opened(page, 'new_nav')), {
        Value: 'true',
        Variant: 'on',
        Reason: 'TARGETING_MATCH',
        Rule: '1: paying',
        description: 'The navigation with icons',
        owner: 'web',
      });
      const broken = await facts(await opened(page, 'broken'));
      assert.equal(broken.Reason, 'ERROR');
      assert.match(broken.Error ?? '', /^flags\.broken/);
      assert.equal(await row(page, 'new_nav').locator('.flag').getAttribute('aria-expanded'), 'true');
    }));

  test('are found by key, variant, experiment, reason or description, in any order of the words', () =>
    site.withPage(async (page) => {
      const found = async (/** @type {string} */ text) => {
        await page.fill('input[type=search]', text);
        return (await listed(page)).map(([key]) => key);
      };
      assert.deepEqual(await found('HEAD'), ['headline']);
      assert.deepEqual(await found('headline-1'), ['headline']);
      assert.deepEqual(await found('icons new'), ['new_nav']);
      assert.deepEqual(await found('disabled'), ['theme']);
      assert.deepEqual(await found('<img'), [HOSTILE]);
      assert.deepEqual(await found('nothing like it'), []);
      assert.equal(await page.locator('[role="status"].note').first().textContent(), '0 of 6 flags');
    }));

  test('follow a newer snapshot and another user, and keep what is open and focused', () =>
    site.withPage(async (page, { snapshot }) => {
      await opened(page, 'new_nav');
      await row(page, 'new_nav').locator('.switch').focus();
      snapshot.revision = 8;
      snapshot.flags.new_nav.enabled = false;
      snapshot.flags = { first: { variants: { a: 'A' }, off: 'a', fallthrough: 'a' }, ...snapshot.flags };
      await inPage(page, 'client.refresh()');
      assert.deepEqual((await listed(page)).slice(0, 2), [
        ['first', 'A'.toLowerCase(), 'the same for all users'],
        ['new_nav', 'off', 'switched off'],
      ]);
      assert.equal(await row(page, 'new_nav').locator('.flag').getAttribute('aria-expanded'), 'true');
      delete snapshot.flags.new_nav.enabled;
      snapshot.revision = 9;
      await inPage(page, "client.refresh().then(() => client.setContext({ targetingKey: 'user-2', plan: 'free' }))");
      assert.deepEqual((await listed(page))[1], ['new_nav', 'off', 'no rule applies']);
      assert.equal(await page.locator('.status').textContent(), 'READY · revision 9');
    }));

  test('are at most 200 at once; the search finds the others', () =>
    site.withPage(async (page, { snapshot }) => {
      for (let i = 0; i < 500; i++) snapshot.flags[`many_${i}`] = { variants: { a: 'A' }, off: 'a', fallthrough: 'a' };
      await inPage(page, 'client.refresh()');
      assert.equal(await page.locator('.flags > li').count(), 200);
      assert.equal(await page.locator('[role="status"].note').first().textContent(), '506 flags, the first 200 shown');
      await page.fill('input[type=search]', 'many_499');
      assert.deepEqual(await listed(page), [['many_499', 'a', 'the same for all users']]);
    }));
});

describe('an override', () => {
  test('of a boolean is a switch; it is shown, counted and reset', () =>
    site.withPage(async (page, { sent }) => {
      const item = row(page, 'new_nav');
      const toggle = item.getByRole('switch', { name: 'Serve true for new_nav' });
      assert.equal(await toggle.getAttribute('aria-checked'), 'true');
      await toggle.click();
      assert.equal(await inPage(page, "client.boolean('new_nav', true)"), false);
      assert.equal(await toggle.getAttribute('aria-checked'), 'false');
      assert.equal(await item.locator('.badge').isVisible(), true);
      assert.equal(await page.locator('.handle').textContent(), 'Flags 1 overridden');
      await opened(page, 'new_nav');
      assert.deepEqual(await facts(item), {
        Value: 'false',
        Reason: 'overridden here',
        Decided: 'on, “paying” applies',
        description: 'The navigation with icons',
        owner: 'web',
      });
      await item.getByRole('button', { name: 'Remove the override' }).click();
      assert.equal(await inPage(page, "client.boolean('new_nav', false)"), true);
      assert.equal(await item.locator('.badge').isVisible(), false);
      assert.equal(await page.locator('.handle .badge').isVisible(), false);
      assert.equal(
        await page.evaluate(() => document.querySelector('burgee-devtools')?.shadowRoot?.activeElement?.className),
        'flag',
      );
      assert.deepEqual(sent, []);
    }));

  test('of anything else is a choice of its variants, and reports nobody', () =>
    site.withPage(async (page, { sent }) => {
      const choice = async (/** @type {string} */ key) =>
        (await opened(page, key)).getByRole('combobox', { name: `Serve instead for ${key}`, exact: true });
      const headline = await choice('headline');
      assert.deepEqual(await headline.locator('option').allTextContents(), [
        'as decided',
        'plain: Welcome',
        'loud: WELCOME',
      ]);
      await headline.selectOption('plain: Welcome');
      assert.equal(await inPage(page, "client.string('headline', '')"), 'Welcome');
      const theme = await choice('theme');
      await theme.selectOption({ index: 2 });
      assert.deepEqual(await inPage(page, "client.object('theme', {})"), { accent: '#d9622b' });
      const size = await choice('page_size');
      await size.selectOption('small: 10');
      assert.equal(await inPage(page, "client.number('page_size', 0)"), 10);
      assert.equal(await page.locator('.handle').textContent(), 'Flags 3 overridden');
      await headline.selectOption('as decided');
      assert.equal(await row(page, 'headline').locator('.badge').isVisible(), false);
      await page.getByRole('button', { name: 'Reset all overrides' }).click();
      assert.deepEqual([await theme.inputValue(), await size.inputValue()], ['', '']);
      assert.equal(await page.getByRole('button', { name: 'Reset all overrides' }).isVisible(), false);
      await inPage(page, 'client.flush()');
      assert.deepEqual(sent, []);
    }));

  test('by somebody else is shown too, of a flag that is in no snapshot as well', () =>
    site.withPage(async (page) => {
      await inPage(page, "client.override('headline', 'Ahoy'); client.override('unknown', [1])");
      assert.deepEqual(
        (await listed(page)).filter(([, , reason]) => reason === 'overridden here'),
        [
          ['headline', 'Ahoy', 'overridden here'],
          ['unknown', '[1]', 'overridden here'],
        ],
      );
      await page.getByRole('button', { name: 'Reset all overrides' }).click();
      assert.equal((await listed(page)).length, 6);
    }));

  test('of a flag whose variants are not known is what is written, of the flag’s type', () =>
    site.withPage(
      async (page) => {
        const field = row(page, 'size').getByRole('textbox');
        const serve = row(page, 'size').getByRole('button', { name: 'Serve this' });
        const complaint = row(page, 'size').getByRole('alert');
        await opened(page, 'size');
        assert.equal(await field.inputValue(), '10');
        for (const [text, says] of /** @type {const} */ ([
          ['{', /^This is not JSON: /],
          ['"20"', /^This flag is of type number, 20 of type string\.$/],
          ['null', /of type number, null of type object/],
        ])) {
          await field.fill(text);
          await serve.click();
          assert.match((await complaint.textContent()) ?? '', says);
          assert.equal(await field.getAttribute('aria-invalid'), 'true');
        }
        await field.fill('20');
        await serve.click();
        assert.equal(await complaint.textContent(), '');
        assert.deepEqual(await inPage(page, 'fake.overrides'), { size: 20 });
        await opened(page, 'title');
        await row(page, 'title').getByRole('textbox').fill('{ a text');
        await row(page, 'title').getByRole('button', { name: 'Serve this' }).click();
        assert.deepEqual(await inPage(page, 'fake.overrides'), { size: 20, title: '{ a text' });
      },
      {
        // Of another bundle, or of people's own tests: it has the public face alone.
        script: `
      const values = { size: 10, title: 'x' };
      const fake = {
        overrides: {}, status: 'READY', revision: null, lost: 0, error: null, on: () => () => {}, attributes: () => ({}),
        override: (key, value) => void (fake.overrides[key] = value),
        all: () => new Map(Object.entries(values).map(([key, value]) => [key, key in fake.overrides
          ? { key, value: fake.overrides[key], reason: 'STATIC', overridden: true } : { key, value, variant: 'v', reason: 'STATIC' }])),
      };
      Object.assign(window, { fake });
      mountDevtools(fake, { open: true });`,
      },
    ));
});

describe('exposures', () => {
  const log = (/** @type {Page} */ page) =>
    page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].slice(1).map((cell) => cell.textContent)));
  const toLog = (/** @type {Page} */ page) => page.getByRole('tab', { name: 'Exposures' }).click();

  test('are listed as they happen, and whether the collector has them', () =>
    site.withPage(async (page, collector) => {
      const { sent } = collector;
      let goOn = () => {};
      collector.answer.after = new Promise((resolve) => (goOn = resolve));
      await toLog(page);
      assert.match((await page.locator('[role=tabpanel]:visible .note').textContent()) ?? '', /^None yet/);
      await inPage(page, "client.string('headline', ''); client.string('headline', '')");
      assert.deepEqual(await log(page), [['headline', 'loud', 'headline-1 v1', 'user-1', 'waiting']]);
      goOn();
      await page.waitForSelector('tr[data-state=sent]');
      await inPage(page, `client.string(${JSON.stringify(HOSTILE)}, '')`);
      await page.waitForFunction(
        () =>
          document.querySelector('burgee-devtools')?.shadowRoot?.querySelectorAll('tr[data-state=sent]').length === 2,
      );
      assert.deepEqual(await log(page), [
        [HOSTILE, '<b>on</b>', '<u>exp</u> v1', 'user-1', 'sent'],
        ['headline', 'loud', 'headline-1 v1', 'user-1', 'sent'],
      ]);
      assert.equal(sent.length, 2);
      assert.equal(await page.locator('[role=tabpanel]:visible .note').textContent(), '2 since the panel was mounted');
    }));

  test('that the collector refuses are lost, and the reason is told', () =>
    site.withPage(
      async (page, collector) => {
        collector.answer = { status: 400 };
        await toLog(page);
        await inPage(page, "client.string('headline', ''); client.flush()");
        await page.waitForSelector('tr[data-state=lost]');
        await page.getByRole('tab', { name: 'Context' }).click();
        assert.match(
          (await page.locator('.errors li').first().textContent()) ?? '',
          /an event is lost: collector `\/report`: answered 400$/,
        );
        assert.match((await page.locator('.facts').textContent()) ?? '', /Events lost1$/);
      },
      { complaints: [/status of 400/] },
    ));
});

test('the context: attributes, snapshot, and what went wrong', () =>
  site.withPage(async (page, { snapshot }) => {
    await page.getByRole('tab', { name: 'Context' }).click();
    assert.deepEqual(JSON.parse((await page.locator('pre').textContent()) ?? ''), {
      targetingKey: 'user-1',
      plan: 'pro',
    });
    assert.match(
      (await page.locator('.facts').textContent()) ?? '',
      /^StatusREADYRevision7In usefor at least \d+ sEvents lost0$/,
    );
    await inPage(page, "client.setContext({ targetingKey: '<b>', plan: 'free' })");
    await page.waitForFunction(() =>
      document.querySelector('burgee-devtools')?.shadowRoot?.querySelector('pre')?.textContent?.includes('<b>'),
    );
    snapshot.format = 'burgee/9';
    await page.getByRole('button', { name: 'Refresh the snapshot' }).click();
    await page.waitForSelector('.status:has-text("STALE")');
    assert.match(
      (await page.locator('.errors li').first().textContent()) ?? '',
      /snapshot `\/snapshot\.json`: .*burgee\/9/,
    );
  }));
